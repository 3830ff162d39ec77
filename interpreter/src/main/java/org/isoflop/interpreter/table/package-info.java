/**
 * Tables in files, before units and before values: {@link org.isoflop.interpreter.table.TableReader} gives the wanted
 * columns of a csv, tsv, json or parquet file as arrays ({@link org.isoflop.interpreter.table.RawTable}) or says all
 * that is wrong with it ({@link org.isoflop.interpreter.table.TableException});
 * {@link org.isoflop.interpreter.table.TableWriter} writes columns, a whole file or none. {@code PlainDelimited} is the
 * quick way through a file without surprises, {@code QuotedDelimited} the careful one, {@code DuckDbReader} alone knows
 * DuckDB. {@link org.isoflop.interpreter.table.Rows} groups, sorts and joins by arrays of row numbers.
 */
@NullMarked
package org.isoflop.interpreter.table;

import org.jspecify.annotations.NullMarked;
