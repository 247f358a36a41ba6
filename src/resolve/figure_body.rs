//! Who is drawn: what a figure's file says over what its pose has.
use crate::figure::{Age, Build, Hair, Person, Skin, Wear};
use crate::spec::{FigureAge, FigureBody, FigureBuild, FigureClothes, FigureHair, FigureSkin};

pub(super) fn person(said: &FigureBody, usual: Person) -> Person {
    Person {
        build: said.build.as_ref().map_or(usual.build, |said| build(said.value)),
        age: said.age.as_ref().map_or(usual.age, |said| age(said.value)),
        hair: said.hair.as_ref().map_or(usual.hair, |said| hair(said.value)),
        skin: said.skin.as_ref().map_or(usual.skin, |said| skin(said.value)),
        clothes: said.clothes.as_ref().map_or(usual.clothes, |said| clothes(said.value)),
    }
}

fn build(said: FigureBuild) -> Build {
    match said {
        FigureBuild::Slim => Build::Slim,
        FigureBuild::Average => Build::Average,
        FigureBuild::Broad => Build::Broad,
        FigureBuild::Large => Build::Large,
    }
}

fn age(said: FigureAge) -> Age {
    match said {
        FigureAge::Adult => Age::Adult,
        FigureAge::Older => Age::Older,
    }
}

fn hair(said: FigureHair) -> Hair {
    match said {
        FigureHair::Short => Hair::Short,
        FigureHair::Bun => Hair::Bun,
        FigureHair::Long => Hair::Long,
        FigureHair::Curly => Hair::Curly,
        FigureHair::Bald => Hair::Bald,
        FigureHair::Headscarf => Hair::Headscarf,
    }
}

fn skin(said: FigureSkin) -> Skin {
    match said {
        FigureSkin::Paper => Skin::Paper,
        FigureSkin::Light => Skin::Light,
        FigureSkin::Tan => Skin::Tan,
        FigureSkin::Brown => Skin::Brown,
        FigureSkin::Dark => Skin::Dark,
    }
}

fn clothes(said: FigureClothes) -> Wear {
    match said {
        FigureClothes::Shorts => Wear::Shorts,
        FigureClothes::Trousers => Wear::Trousers,
    }
}
