package org.kairan.core.problem;

/** Says that a thing does not exist for this caller, whether or not it exists for others. */
public class NotFound extends RuntimeException {}
