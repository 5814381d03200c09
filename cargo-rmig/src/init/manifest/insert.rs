//! The manifest's text with the settings in it, and not a byte of the rest changed.
//!
//! Settings go to the end as tables of their own: valid wherever the tables above them were opened
//! with headers or with dotted keys. Only where one of those is an inline table, which can't be
//! opened again, the settings go into that.

use rmig_engine::diagnostic::Finding;
use rmig_templates::Template;
use toml_edit::{Document, DocumentMut, InlineTable, Item, TomlError, Value};

use super::Manifest;

impl Manifest {
    /// The text with the template's settings.
    pub(in crate::init) fn with_settings(
        &self,
        template: &Template,
        script_location: &str,
    ) -> Result<String, Finding> {
        let text = settings(template, script_location)
            .and_then(|settings| match self.inline_table(template) {
                Some(depth) => self.inside(template, &settings, depth),
                None => Ok(self.appended(&settings.to_string())),
            })
            .map_err(|error| refused(&error.to_string()))?;
        let written = Document::parse(text.as_str()).map_err(|error| refused(error.message()))?;
        let location = template
            .table
            .iter()
            .try_fold(written.as_item(), |item, key| item.get(key));
        match location
            .and_then(|item| item.get("script_location"))
            .and_then(Item::as_str)
        {
            Some(read) if read == script_location => Ok(text),
            _ => Err(refused("the settings can't be read back")),
        }
    }

    /// After how many keys of the settings' path an inline table comes, if one does.
    fn inline_table(&self, template: &Template) -> Option<usize> {
        let mut item = self.document();
        for (index, key) in template.table.iter().enumerate() {
            item = item.get(key)?;
            if item.is_inline_table() {
                return Some(index + 1);
            }
        }
        None
    }

    fn appended(&self, settings: &str) -> String {
        let text = self.source.text();
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut new = text.to_owned();
        if !text.ends_with('\n') {
            new.push_str(line_end);
        }
        if !new.trim_end_matches(' ').ends_with(&line_end.repeat(2)) {
            new.push_str(line_end);
        }
        new.push_str(&settings.replace('\n', line_end));
        new
    }

    /// The text with the inline table at `depth` replaced by one that holds the settings too.
    fn inside(
        &self,
        template: &Template,
        settings: &DocumentMut,
        depth: usize,
    ) -> Result<String, TomlError> {
        let text = self.source.text();
        let mut document: DocumentMut = text.parse()?;
        let (above, below) = template.table.split_at(depth);
        let span = above
            .iter()
            .try_fold(self.document(), |item, key| item.get(key));
        let span = span.and_then(Item::span).unwrap_or(0..0);
        let mut added = settings.as_item();
        let mut target = document.as_item_mut();
        for key in above {
            (added, target) = (&added[key], &mut target[key]);
        }
        let mut table = target.as_inline_table().cloned().unwrap_or_default();
        table.decor_mut().clear();
        add(&mut table, below, added);
        Ok(format!(
            "{}{table}{}",
            &text[..span.start],
            &text[span.end..]
        ))
    }
}

/// The template's settings with that script location.
fn settings(template: &Template, script_location: &str) -> Result<DocumentMut, TomlError> {
    let mut document: DocumentMut = template.metadata.parse()?;
    let mut item = document.as_item_mut();
    for key in template.table {
        item = &mut item[key];
    }
    item["script_location"] = toml_edit::value(script_location);
    Ok(document)
}

/// Puts what stands in `added` at the path `keys` into the table, at the same path.
fn add(table: &mut InlineTable, keys: &[&str], added: &Item) {
    let [key, below @ ..] = keys else { return };
    let Some(added) = added.get(key) else { return };
    if let Some(inner) = table.get_mut(key).and_then(Value::as_inline_table_mut) {
        add(inner, below, added);
        return;
    }
    // A blank before the closing brace belongs to the last value, and the new one is the last now.
    let last = table.iter_mut().last();
    let suffix = last.map(|(_, value)| {
        let suffix = value
            .decor()
            .suffix()
            .and_then(|suffix| suffix.as_str())
            .map(str::to_owned);
        value.decor_mut().set_suffix("");
        suffix.unwrap_or_default()
    });
    let mut value = inline(added);
    value.decor_mut().set_prefix(" ");
    value
        .decor_mut()
        .set_suffix(suffix.unwrap_or_else(|| " ".to_owned()));
    table.insert(*key, value);
}

/// A table as an inline table, without comments.
fn inline(item: &Item) -> Value {
    match item.as_table_like() {
        Some(table) => {
            let values = table.iter().map(|(key, item)| (key, inline(item)));
            Value::InlineTable(values.collect())
        }
        None => {
            let mut value = item.as_value().cloned().unwrap_or_else(|| Value::from(""));
            value.decor_mut().clear();
            value
        }
    }
}

fn refused(why: &str) -> Finding {
    Finding::new(
        "invalid-manifest",
        format!("the settings can't be added to the manifest: {why}"),
    )
    .help("write them by hand; `cargo rmig list-templates` names the templates")
}

#[cfg(test)]
mod tests;
