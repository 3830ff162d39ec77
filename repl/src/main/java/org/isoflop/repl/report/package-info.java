/**
 * A study as one page to read: {@link org.isoflop.repl.report.ReportPage} lays out what {@link org.isoflop.interpreter.engine.Account}
 * tells, {@code Prose} turns doc comments into HTML, {@code Values} values and tables, {@code Listing} the source. {@code Html} is the
 * only way text gets into a page, and escapes it. The style sheet is a resource, which the documentation uses too.
 */
@NullMarked
package org.isoflop.repl.report;

import org.jspecify.annotations.NullMarked;
