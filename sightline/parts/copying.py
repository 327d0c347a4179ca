"""A button that copies a text with one click; Streamlit has none that does without opening something first."""

import streamlit as st

_SCRIPT = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  const said = (words) => {
    button.textContent = words;
    setTimeout(() => { button.textContent = data.label; }, 2000);
  };
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(data.text);
      said("Copied");
    } catch {
      const field = document.createElement("textarea");
      field.value = data.text;
      document.body.append(field);
      field.select();
      said(document.execCommand("copy") ? "Copied" : "Copy the address of this page instead");
      field.remove();
    }
  };
}
"""

_STYLE = """
button {
  font: inherit; font-size: 0.875rem; cursor: pointer;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); padding: 0.25rem 0.75rem;
  min-height: 2rem; white-space: nowrap;
}
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""

_button = st.components.v2.component("copy_text", html="<button></button>", css=_STYLE, js=_SCRIPT)


def button(label: str, text: str) -> None:
    """Draw a button that puts a text on the clipboard and says so."""
    _button(data={"label": label, "text": text}, key="copy_text")
