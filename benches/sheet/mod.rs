//! The sheet that is timed: a handout of two pages with six exercises and six photos of about 150 KB, made anew with the same bytes
//! each time, so that no photo need stand in the repository.
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 900;

/// Name, alternative text, three steps, dosage.
type Exercise = (&'static str, &'static str, [&'static str; 3], &'static str);

const EXERCISES: [Exercise; 6] = [
    (
        "Roll the upper back",
        "A person lies with a foam roller under the shoulder blades.",
        ["Lie back with the roller under your shoulder blades.", "Lift your hips and cross your arms.", "Roll up and down, four seconds each way."],
        "sets = 2\nreps = 8",
    ),
    (
        "Arch over the roller",
        "A person arches backward over a foam roller.",
        ["Rest your hips on the mat and hold your head.", "Breathe out and let your shoulders sink.", "Curl up and move the roller an inch higher."],
        "sets = 3\nreps = 5\nhold = \"6 s\"",
    ),
    (
        "Open the book",
        "A person lies on one side and turns the top arm open.",
        ["Lie on your side with your knees bent.", "Lift the top arm and follow it with your eyes.", "Stay for two breaths, then close slowly."],
        "reps = 5\nhold = \"10 s\"",
    ),
    (
        "Snow angel",
        "A person lies along a foam roller with both arms open.",
        ["Lie along the roller, feet flat and apart.", "Let your arms fall open, palms up.", "Slide both arms toward your ears and back."],
        "sets = 2\nreps = 10",
    ),
    (
        "Slide up the wall",
        "A person stands and rolls a foam roller up a wall.",
        ["Hold the roller between the wall and your arms.", "Press gently and roll up to your eyes.", "Pause for one breath and come down again."],
        "sets = 3\nreps = 8",
    ),
    (
        "Row with a band",
        "A person sits and pulls a band toward the chest.",
        ["Sit tall and hold the band with straight arms.", "Pull your elbows back close to your ribs.", "Return slowly and let your shoulders rest."],
        "sets = 2\nreps = 12\nload = \"light band\"",
    ),
];

/// The layout that ships, its pictures so large that three cards go on a page.
const LAYOUT: &str = "extends = \"handout\"\n\n[parts.exercises]\npicture-height = \"72 pt\"\n";

/// What tells one handout from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// Its title alone: a set of sheets that share their exercises.
    Alike,
    /// Each sentence: nothing that was set for one sheet serves another.
    New,
}

/// Writes a project of so many handouts into a folder: its photos, `stepsheet.toml`, the handouts. Gives the handouts' files.
pub fn project(folder: &Path, handouts: usize, words: Words, max_dpi: &str) -> io::Result<Vec<PathBuf>> {
    fs::create_dir_all(folder.join("images"))?;
    fs::create_dir_all(folder.join("handouts"))?;
    fs::write(folder.join("stepsheet.toml"), clinic(max_dpi))?;
    fs::create_dir_all(folder.join("layouts"))?;
    fs::write(folder.join("layouts/six-moves.toml"), LAYOUT)?;
    for number in 1..=EXERCISES.len() as u32 {
        fs::write(folder.join(format!("images/{number}.jpg")), photo(number))?;
    }
    let write = |number: usize| {
        let file = folder.join(format!("handouts/sheet-{number}.toml"));
        fs::write(&file, handout(number, words)).map(|()| file)
    };
    (1..=handouts).map(write).collect()
}

fn clinic(max_dpi: &str) -> String {
    format!(
        "[clinic]\nname = \"Northfield Physical Therapy\"\nphone = \"555-0142\"\ncountry = \"US\"\n\n\
         [defaults]\nlanguage = \"en\"\nlayout = \"six-moves\"\nmax-dpi = {max_dpi}\n"
    )
}

/// The handout of that number as TOML.
pub fn handout(number: usize, words: Words) -> String {
    let own = match words {
        Words::Alike => String::new(),
        Words::New => format!(" {number}."),
    };
    let mut text = format!(
        "title = \"Six moves for a stiff back, {number}\"\nversion = \"1.0\"\nissued = 2026-11-20\nreview-by = 2028-11-20\ndays-a-week = 3\n\
         summary = [\"Six moves, fifteen minutes, three days a week.{own}\"]\n\
         ask-first = [\"you have weak bones, or a recent injury or operation{own}\"]\n\
         stop-if = [\"pain is sharp or spreads, or you go numb or dizzy{own}\"]\n\
         emergency = \"your chest hurts or you cannot catch your breath{own}\"\n"
    );
    for (at, (name, alt, steps, dosage)) in EXERCISES.iter().enumerate() {
        let steps: Vec<String> = steps.iter().map(|step| format!("\"{step}{own}\"")).collect();
        text.push_str(&format!(
            "\n[[exercise]]\nname = \"{name}{own}\"\npictures = [{{ file = \"images/{}.jpg\", alt = \"{alt}\" }}]\nsteps = [{}]\n{dosage}\n",
            at + 1,
            steps.join(", ")
        ));
    }
    text
}

/// A JPEG of 1200 × 900 pixels and about 150 KB: slopes of colour, a few hard edges, and grain.
pub fn photo(number: u32) -> Vec<u8> {
    let mut grain = number.wrapping_mul(0x9E37_79B9) | 1;
    let mut samples = Vec::with_capacity((WIDTH * HEIGHT * 3) as usize);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            // Xorshift (Marsaglia 2003): the same grain on every machine.
            grain ^= grain << 13;
            grain ^= grain >> 17;
            grain ^= grain << 5;
            let (dx, dy) = (x.abs_diff(600), y.abs_diff(300 + 60 * number));
            let body = dx * dx / 6 + dy * dy < 16_000;
            let floor = y > 700;
            let base = if body { 70 } else { 150 + (x * 40 / WIDTH) + (y * 30 / HEIGHT) };
            let shade = if floor { base - 40 } else { base } + grain % 19;
            let tint = [shade, shade + number, shade.saturating_sub(8 * number)];
            samples.extend(tint.map(|value| value.min(255) as u8));
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 80);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    if let Err(error) = encoder.encode(&samples, WIDTH as u16, HEIGHT as u16, ColorType::Rgb) {
        unreachable!("a picture made here cannot be written: {error}");
    }
    bytes
}
