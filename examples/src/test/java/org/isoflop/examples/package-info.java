/**
 * Examples and documentation as tests. {@link org.isoflop.examples.ExamplesTest} runs every study of the examples,
 * {@link org.isoflop.examples.DocumentationTest} every code block of the documentation and compares what stands in it with
 * what the code says, {@link org.isoflop.examples.WorkloadsTest} the studies of the benchmarks at small sizes, on
 * {@code WorkloadTables}; {@code Page} cuts a page into blocks, {@code Reference} generates tables, {@code Command} runs the
 * command line in this process.
 */
@NullMarked
package org.isoflop.examples;

import org.jspecify.annotations.NullMarked;
