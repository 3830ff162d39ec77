package org.isoflop.repl.bundle;

/**
 * A file as the lock knows it.
 *
 * @param name within the archive
 * @param sha256 of its bytes, in 64 lower-case hexadecimal digits
 */
record LockedFile(String name, Role role, long bytes, String sha256) {
}
