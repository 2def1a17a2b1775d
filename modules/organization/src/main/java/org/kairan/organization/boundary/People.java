package org.kairan.organization.boundary;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kairan.core.people.Person;
import org.kairan.organization.entity.Roster;

/** The forms in which people and sections are shown to clients. */
public final class People {

    private People() {}

    public record PersonRef(long id, String name, String kana, Optional<String> section, Optional<String> title) {

        public static PersonRef of(Person person) {
            return new PersonRef(person.id().value(), person.name(), person.kana(), person.section(), person.title());
        }
    }

    public record SectionRef(long id, String name) {}

    public record PersonListing(
            long id,
            String name,
            String kana,
            Optional<String> section,
            Optional<String> title,
            String staffNumber,
            Optional<Long> sectionId,
            Optional<String> mail,
            Optional<String> extension) {

        static PersonListing of(Roster.Member m) {
            var p = m.person();
            return new PersonListing(
                    p.id().value(),
                    p.name(),
                    p.kana(),
                    p.section(),
                    p.title(),
                    p.staffNumber(),
                    p.sectionId(),
                    m.details().mail(),
                    m.details().extension());
        }
    }

    /**
     * Where a person works.
     *
     * @param until last day, inclusive
     */
    public record AssignmentDetail(
            SectionRef section,
            String path,
            Optional<String> title,
            Optional<Long> titleId,
            @Schema(enumeration = {"primary", "concurrent"}) String kind,
            LocalDate from,
            Optional<LocalDate> until) {}

    /** @param photo what storage shows it by */
    public record PersonDetail(
            long id,
            String name,
            String kana,
            Optional<String> section,
            Optional<String> title,
            String staffNumber,
            Optional<Long> sectionId,
            Optional<String> mail,
            Optional<String> extension,
            Optional<String> photo,
            List<AssignmentDetail> assignments) {

        static PersonDetail of(Roster.Member m, Roster roster, Optional<String> photo) {
            var p = PersonListing.of(m);
            var assignments = m.current().stream()
                    .map(a -> new AssignmentDetail(
                            new SectionRef(
                                    a.sectionId(),
                                    roster.section(a.sectionId())
                                            .map(Roster.Section::name)
                                            .orElse("")),
                            roster.path(a.sectionId()),
                            roster.titleName(a.titleId()),
                            a.titleId(),
                            a.primary() ? "primary" : "concurrent",
                            a.from(),
                            a.until().map(day -> day.minusDays(1))))
                    .toList();
            return new PersonDetail(
                    p.id(),
                    p.name(),
                    p.kana(),
                    p.section(),
                    p.title(),
                    p.staffNumber(),
                    p.sectionId(),
                    p.mail(),
                    p.extension(),
                    photo,
                    assignments);
        }
    }
}
