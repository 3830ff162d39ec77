package org.isoflop.grammar.diagnostic;

/** Errors stop a study, warnings do not. */
public enum Severity {
    ERROR, WARNING;

    /** As it is printed. */
    public String word() {
        return this == ERROR ? "error" : "warning";
    }
}
