package org.kairan.core;

/** Tells, once at every start, that all schemas are up to date and requests are about to be served. */
public record Started() {}
