//! Pages become bytes: a PDF, or a dump for tests. Sees no handout and no layout.
