//! `list-templates`: what `init --template` may name.

use clap::Args;
use rmig_templates::{TEMPLATES, Template};
use serde::Serialize;

use crate::{CommandError, Context, Exit, Format, init, style};

/// The arguments of `list-templates`.
#[derive(Debug, Args)]
pub struct ListTemplatesArgs {
    /// Print the script template of one of them instead, to bring back a lost one
    #[arg(long, value_name = "TEMPLATE")]
    pub script_template: Option<String>,
}

#[derive(Serialize)]
struct Document {
    templates: Vec<Item>,
}

/// An item of `templates`.
#[derive(Serialize)]
struct Item {
    name: &'static str,
    description: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    script_template: Option<&'static str>,
}

/// Prints the templates, or one's script template.
///
/// # Errors
///
/// There is no template of that name.
pub fn run(context: &Context, args: &ListTemplatesArgs) -> Result<Exit, CommandError> {
    let ui = context.ui();
    if let Some(name) = &args.script_template {
        let template = init::template(name)?;
        let text = template.files.iter().map(|file| file.text).next();
        if ui.format() == Format::Human {
            ui.text(text.unwrap_or_default());
        }
        ui.json(&Document {
            templates: vec![item(template, text)],
        });
        return Ok(Exit::Done);
    }
    let names = TEMPLATES.iter().map(|template| template.name.len());
    let width = names.max().unwrap_or(0);
    for template in &TEMPLATES {
        let name = ui.styled(style::HEADING, &format!("{:<width$}", template.name));
        ui.line(format!("{name}  {}", template.description()));
    }
    ui.json(&Document {
        templates: TEMPLATES.iter().map(|one| item(one, None)).collect(),
    });
    if ui.format() == Format::Human {
        ui.note("`cargo rmig init --template NAME` uses one");
    }
    Ok(Exit::Done)
}

fn item(template: &Template, script_template: Option<&'static str>) -> Item {
    Item {
        name: template.name,
        description: template.description(),
        script_template,
    }
}
