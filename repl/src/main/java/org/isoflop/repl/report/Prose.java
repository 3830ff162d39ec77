package org.isoflop.repl.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown with GitHub's tables as HTML. Markup within it stays text, links lead to the web, to mail or within the page, and an image is
 * the link to it: a page fetches nothing.
 */
public final class Prose {
    private static final int DEEPEST = 6;
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

    private Prose() {
    }

    /**
     * The HTML of some Markdown.
     *
     * @param below the level of the heading that it stands under; its own headings are moved below that one
     */
    public static String html(String markdown, int below) {
        return html(PARSER.parse(markdown), below, (node, tag, attributes) -> {
            // As they are.
        });
    }

    /** The same of parsed Markdown, with attributes of the caller's choice. */
    static String html(Node document, int below, AttributeProvider more) {
        int[] deepest = {below};
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                // A heading is one level deeper than the one above it at most, so that none is skipped.
                int level = Math.min(Math.min(DEEPEST, heading.getLevel() + below), deepest[0] + 1);
                heading.setLevel(level);
                deepest[0] = level;
                visitChildren(heading);
            }

            @Override
            public void visit(Image image) {
                Link link = new Link(image.getDestination(), image.getTitle());
                Node child = image.getFirstChild();
                if (child == null) {
                    link.appendChild(new Text(image.getDestination()));
                }
                while (child != null) {
                    Node next = child.getNext();
                    link.appendChild(child);
                    child = next;
                }
                image.insertBefore(link);
                image.unlink();
            }
        });
        return HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).sanitizeUrls(true).percentEncodeUrls(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    attributes(node, attributes);
                    more.setAttributes(node, tag, attributes);
                }).build().render(document);
    }

    static Document parse(String markdown) {
        return (Document) PARSER.parse(markdown);
    }

    /** A link that leads anywhere else than to the web, to mail or within the page leads nowhere. */
    private static void attributes(Node node, Map<String, String> attributes) {
        String target = attributes.get("href");
        if (node instanceof Link && target != null) {
            String lower = target.toLowerCase(Locale.ROOT);
            boolean outside = lower.startsWith("https://") || lower.startsWith("http://") || lower.startsWith("mailto:");
            if (outside) {
                attributes.put("rel", "noopener noreferrer");
            } else if (lower.isEmpty() || lower.contains(":") || lower.startsWith("//")) {
                attributes.remove("href");
            }
        }
    }
}
