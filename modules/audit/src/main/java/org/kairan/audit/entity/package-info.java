/** The entries and the chain that makes a later change of them show. */
package org.kairan.audit.entity;
