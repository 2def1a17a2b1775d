/** State of the organization and of accounts; the only place that knows the schema {@code organization}. */
package org.kairan.organization.entity;
