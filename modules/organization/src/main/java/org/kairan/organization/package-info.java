/**
 * The city's organization: sections as a tree, people, titles and assignments as of any day, and how people sign on.
 *
 * <p>Whoever works somewhere has an {@code assignment}: person, section, title, primary (本務) or concurrent (兼務), from a day, until a day. Sections and assignments are never overwritten: what ends gets an end, so
 * that everything can be asked as of a day. In memory a {@link org.kairan.organization.entity.Roster} holds one day of it; {@code organization.state.version} tells when it is stale.
 *
 * <p>An account proves itself by login and password; whatever else may prove a person one day (OIDC, LDAP) ends in the same {@code Sessions.open}.
 */
package org.kairan.organization;
