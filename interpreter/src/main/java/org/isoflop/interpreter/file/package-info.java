/**
 * How a study reaches files. Every byte that the interpreter reads comes through a {@link
 * org.isoflop.interpreter.file.FileAccess}: for the engine what lies below the folders of a study, for a polyglot host whatever that host allows.
 */
@NullMarked
package org.isoflop.interpreter.file;

import org.jspecify.annotations.NullMarked;
