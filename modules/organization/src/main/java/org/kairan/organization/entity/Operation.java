package org.kairan.organization.entity;

import java.time.LocalDate;
import org.kairan.organization.entity.Organization.AssignmentKind;

/**
 * One step of an import; the steps of a plan, applied in their order in one transaction, give the state that the file wants.
 *
 * <p>{@code from} is inclusive, {@code until} exclusive, {@code null} means open. The steps are ordered so that no constraint of the
 * tables is broken in between: a person's assignments end before new ones begin, parents are placed before what is below them.
 * {@link Organization#after} defines what each step does.
 */
public sealed interface Operation {

    /** Makes a title; its code is free. */
    record CreateTitle(String code, String name, int order) implements Operation {}

    /** Gives a title a name, an order and perhaps another code. */
    record EditTitle(String code, String newCode, String name, int order) implements Operation {}

    /** Makes a section's code known; {@link PlaceSection} follows. */
    record CreateSection(String code) implements Operation {}

    /** Gives a section another code, for its whole history. */
    record RecodeSection(String code, String newCode) implements Operation {}

    /** From a day on the section has this name and place: the period in force ends there (it is removed if it began there), this one begins. */
    record PlaceSection(String code, String parentCode, String name, int order, LocalDate from, LocalDate until)
            implements Operation {}

    /** The period that began on {@code from} ends on {@code until} (null: stays open); it is removed if nothing of it is left. */
    record EndSection(String code, LocalDate from, LocalDate until) implements Operation {}

    /** Adds a person, without an account and without an assignment. */
    record CreatePerson(String staffNumber, String name, String kana, String mail, String extension)
            implements Operation {}

    /** From a day on this is known of a person; null stays as it is, an empty mail or extension is none. */
    record EditPerson(String staffNumber, String name, String kana, String mail, String extension, LocalDate from)
            implements Operation {}

    /** Adds an assignment; the title may be null. */
    record Assign(
            String staffNumber,
            String sectionCode,
            String titleCode,
            AssignmentKind kind,
            LocalDate from,
            LocalDate until)
            implements Operation {}

    /** The assignment to the section that began on {@code from} ends on {@code until} (null: stays open); it is removed if nothing of it is left. */
    record EndAssignment(String staffNumber, String sectionCode, LocalDate from, LocalDate until)
            implements Operation {}
}
