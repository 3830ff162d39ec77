/**
 * The command line. {@link org.isoflop.repl.command.CommandLine} finds the verb, {@code Verbs} lists them, each is a class
 * of its own with its {@code Usage}; {@code Arguments} reads options and operands and suggests what was meant. Every
 * verb reaches the interpreter through {@code Studies}, so that it can be tested without one.
 */
@NullMarked
package org.isoflop.repl.command;

import org.jspecify.annotations.NullMarked;
