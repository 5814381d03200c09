//! The areas whose inputs are texts.

use super::{answers, case::Case};

macro_rules! areas {
    ($($area:ident)*) => {$(
        #[test]
        fn $area() {
            let text = include_str!(concat!("cases/", stringify!($area), ".txt"));
            answers(stringify!($area), &Case::all(text));
        }
    )*};
}

areas! {
    headers
    sections
    settings
    symbols
    templates
    urls
    hooks
}
