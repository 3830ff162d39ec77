/**
 * How results and diagnostics look. {@link org.isoflop.repl.printer.TextPrinter} and
 * {@link org.isoflop.repl.printer.JsonPrinter} print results, one class each; {@link org.isoflop.repl.printer.DiagnosticPrinter}
 * prints diagnostics with their source lines. {@link org.isoflop.repl.printer.TextTable} aligns, {@link
 * org.isoflop.repl.printer.Ink} colours by role, {@link org.isoflop.repl.printer.Glyphs} knows how wide characters are.
 */
@NullMarked
package org.isoflop.repl.printer;

import org.jspecify.annotations.NullMarked;
