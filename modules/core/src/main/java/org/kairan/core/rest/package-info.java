/** What all REST resources share. */
package org.kairan.core.rest;
