/**
 * How a study reaches files. Every byte that the interpreter reads comes through a {@link
 * org.isoflop.interpreter.file.FileAccess}, which is the polyglot file system of its context: for the engine a {@link
 * org.isoflop.interpreter.file.ConfinedFileSystem}, for any other host whatever that host allows.
 */
@NullMarked
package org.isoflop.interpreter.file;

import org.jspecify.annotations.NullMarked;
