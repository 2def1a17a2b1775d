package org.kairan.core.activity;

import org.kairan.core.Ref;

/** Tells that a thing is gone or hidden, and so is what was told about it. */
public record Withdrawn(Ref subject) {}
