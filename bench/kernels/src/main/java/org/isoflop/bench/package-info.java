/**
 * What a row costs. {@link org.isoflop.bench.Tiers} runs the benchmarks once for each way the JVM may run a loop and prints
 * nanoseconds side by side; {@link org.isoflop.bench.Law} holds the laws that are fitted. Benchmarks of what is not public
 * stand in the package that they measure: {@code stdlib.kernel} (loops) and {@code stdlib.fit} (evaluations).
 */
@NullMarked
package org.isoflop.bench;

import org.jspecify.annotations.NullMarked;
