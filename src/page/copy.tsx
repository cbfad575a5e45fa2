// A line of text with a button that copies it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

/** Tells next to the button, and to screen readers, that it worked. */
export function Copyable({ label, text }: { label: string; text: string }): JSX.Element {
  const [told, tell] = useState('');
  const copy = async (): Promise<void> => {
    tell((await copyText(text)) ? 'copied' : 'select the text and copy it');
    setTimeout(() => tell(''), 2000);
  };
  return (
    <div class="copyable">
      <span class="label">{label}</span>
      <code tabIndex={0}>{text}</code>
      <button type="button" aria-label={`Copy: ${label}`} onClick={() => void copy()}>
        Copy
      </button>
      <span class="told" role="status">
        {told}
      </span>
    </div>
  );
}

// A page from disk may have no clipboard of its own: then the old way.
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    try {
      return document.execCommand('copy');
    } catch {
      return false;
    } finally {
      area.remove();
    }
  }
}
