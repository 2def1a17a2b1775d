package org.kairan.core.people;

/** Tells that people, sections or assignments have changed, so that what was derived from them is stale. */
public record OrganizationChanged() {}
