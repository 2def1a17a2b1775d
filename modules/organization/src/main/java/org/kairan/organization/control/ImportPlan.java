package org.kairan.organization.control;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.kairan.organization.entity.Operation;
import org.kairan.organization.entity.Organization;

/**
 * What an import would do on its effective day: every change for the preview, every fault, and the operations that make it so.
 *
 * <p>A file with any fault has no operations: all or nothing. Whoever is not in the file is left alone, and a file that has been applied changes
 * nothing when it is planned again. An empty cell (or Garoon's {@code *}) leaves what is known as it is, in every optional column: a mail address,
 * an extension, a title in the same section. Only the parent of a section is different, since a section without one stands at the top.
 *
 * @param kind what the file holds; null when its headings do not tell
 * @param counts people and sections (titles only in a file of titles), each counted once
 */
public record ImportPlan(
        ImportFile.Kind kind, Counts counts, List<Change> changes, List<Fault> faults, List<Operation> operations) {

    public ImportPlan {
        changes = List.copyOf(changes);
        faults = List.copyOf(faults);
        operations = List.copyOf(operations);
    }

    /** How many are new, are moved to other sections, leave (or are closed), change otherwise, and stay. */
    public record Counts(int added, int moved, int left, int changed, int unchanged) {}

    /**
     * One person, section or title that does not stay as it is.
     *
     * @param row the first row that names it
     * @param kind {@code new}, {@code moved}, {@code left} or {@code changed}
     * @param subject {@code person}, {@code section} or {@code title}
     * @param key staff number or code
     * @param before what is replaced, one item a line; null when there is nothing. A concurrent assignment begins with {@code +}
     * @param after what replaces it; null when there is nothing
     */
    public record Change(int row, String kind, String subject, String key, String name, String before, String after) {}

    /**
     * Something that a human must put right in the file.
     *
     * @param row as a spreadsheet counts; 0 is the file as a whole
     * @param column the heading, as the file writes it; null when no single column is at fault
     * @param value what stands there, at most 200 characters; may be null
     * @param code e.g. {@code organization.section-unknown}
     * @param args for the text of the code, e.g. {@code near}
     */
    public record Fault(int row, String column, String value, String code, Map<String, Object> args) {
        public Fault {
            value = value == null || value.length() <= 200 ? value : value.substring(0, 200) + "…";
            args = Map.copyOf(args);
        }
    }

    /** Plans a file against the organization; {@code effective} is the first day of the new state. */
    public static ImportPlan of(ImportFile file, Organization organization, LocalDate effective) {
        return new Planning(file, organization, effective).plan();
    }
}
