package org.isoflop.repl.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/** A page of documentation in Markdown as a page that stands alone, in the look of reports: headings that can be linked to, code in colours. */
public final class Manual {
    private static final List<org.commonmark.Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final int DEEPEST_LISTED = 3;

    private final Node document;
    private final List<Entry> headings = new ArrayList<>();

    /** A heading and the name by which it is linked to. */
    private record Entry(int level, String title, String anchor) {
    }

    private Manual(String markdown) {
        document = Parser.builder().extensions(EXTENSIONS).build().parse(markdown);
    }

    /**
     * The page.
     *
     * @param markdown begins with a heading of the first level, its title
     * @param links where a link leads on the pages; null if it leads nowhere there, so that its text alone stands
     * @param site the other pages, address and name, for the head of this one
     */
    public static String page(String markdown, UnaryOperator<@org.jspecify.annotations.Nullable String> links, Map<String, String> site) {
        return new Manual(markdown).page(links, site);
    }

    private String page(UnaryOperator<@org.jspecify.annotations.Nullable String> links, Map<String, String> site) {
        anchors();
        follow(links);
        Html html = new Html();
        Entry title = headings.isEmpty() ? new Entry(1, "Isoflop", "top") : headings.getFirst();
        html.element("a", "Skip to the text", "class", "skip", "href", "#main").raw("\n");
        html.open("header", "class", "masthead").open("nav", "class", "site", "aria-label", "Pages");
        site.forEach((address, name) -> html.element("a", name, "href", address).raw("\n"));
        html.close().end();
        html.open("nav", "aria-label", "Contents").open("ol");
        for (Entry entry : headings) {
            if (entry.level > 1 && entry.level <= DEEPEST_LISTED) {
                html.open("li", "class", "level" + entry.level).element("a", entry.title, "href", "#" + entry.anchor).end();
            }
        }
        html.close().end();
        html.open("main", "id", "main", "class", "manual").raw(render()).end();
        return Page.of(title.title, html.toString());
    }

    /** Names headings as GitHub does, so that links within the text arrive. */
    private void anchors() {
        Set<String> taken = new HashSet<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                String title = text(heading);
                String slug = title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
                String anchor = slug;
                for (int i = 1; !taken.add(anchor); i++) {
                    anchor = slug + "-" + i;
                }
                headings.add(new Entry(heading.getLevel(), title, anchor));
            }
        });
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text piece) {
                text.append(piece.getLiteral());
            }

            @Override
            public void visit(Code piece) {
                text.append(piece.getLiteral());
            }
        });
        return text.toString();
    }

    private void follow(UnaryOperator<@org.jspecify.annotations.Nullable String> links) {
        List<Link> all = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                all.add(link);
            }
        });
        for (Link link : all) {
            String target = links.apply(link.getDestination());
            if (target != null) {
                link.setDestination(target);
            } else {
                for (Node child = link.getFirstChild(); child != null; child = link.getFirstChild()) {
                    link.insertBefore(child);
                }
                link.unlink();
            }
        }
    }

    private String render() {
        int[] heading = {0};
        return HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).sanitizeUrls(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (node instanceof Heading) {
                        attributes.put("id", headings.get(heading[0]++).anchor);
                    } else if (tag.equals("table")) {
                        attributes.put("class", "wide");
                    } else if (tag.equals("pre")) {
                        attributes.put("tabindex", "0");
                    }
                }).nodeRendererFactory(CodeBlocks::new).build().render(document);
    }

    /** Studies in colours, everything else as it is. */
    private static final class CodeBlocks implements NodeRenderer {
        private final HtmlNodeRendererContext context;

        CodeBlocks(HtmlNodeRendererContext context) {
            this.context = context;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(FencedCodeBlock.class);
        }

        @Override
        public void render(Node node) {
            FencedCodeBlock block = (FencedCodeBlock) node;
            String language = String.valueOf(block.getInfo()).split(" ", 2)[0];
            Html html = new Html();
            html.open("pre", "tabindex", "0", "class", language.isEmpty() ? "plain" : language).open("code");
            if (language.equals("study")) {
                Highlight.code(block.getLiteral(), html);
            } else {
                html.text(block.getLiteral());
            }
            html.close().end();
            context.getWriter().line();
            context.getWriter().raw(html.toString());
            context.getWriter().line();
        }
    }
}
