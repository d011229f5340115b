const heading = /<(h[2-6])>(.*?)<\/\1>/gs;

/** Gives every heading a name by which links find it, the one that hosts of repositories give it, and a link to itself. */
export function withAnchors(html: string): string {
  const taken = new Map<string, number>();
  return html.replace(heading, (_whole, tag: string, content: string) => {
    const name = slugOf(content);
    const before = taken.get(name) ?? 0;
    taken.set(name, before + 1);
    const id = before === 0 ? name : `${name}-${before}`;
    return `<${tag} id="${id}">${content}<a class="anchor" href="#${id}" aria-label="Link to this section">#</a></${tag}>`;
  });
}

function slugOf(content: string): string {
  const text = content.replace(/<[^>]*>/g, "").replace(/&[a-z]+;|&#\d+;/g, "");
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}
