package org.kairan.organization.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.kairan.organization.entity.Organization;
import org.kairan.organization.entity.Organization.Assignment;
import org.kairan.organization.entity.Organization.AssignmentKind;
import org.kairan.organization.entity.Organization.Person;

/** Random files against random histories: what is planned is exactly what the file says, and a second time nothing. */
class ImportPlanPropertyTest {

    private static final LocalDate START = LocalDate.of(2026, 4, 1);

    private final Random random = new Random(20270401);

    @Test
    void people_end_up_as_their_file_says_and_everybody_else_stays() {
        Organization organization = city(40);
        int applied = 0;
        int refused = 0;
        LocalDate day = START;
        for (int round = 0; round < 400; round++) {
            day = day.plusDays(random.nextInt(3));
            // a few transfers are known in advance
            LocalDate effective = random.nextInt(5) == 0 ? day.plusDays(random.nextInt(60)) : day;
            Map<String, List<String>> wanted = new TreeMap<>();
            List<String> rows = new ArrayList<>();
            for (int i = random.nextInt(6) + 1; i > 0; i--) {
                String number = String.format("%04d", random.nextInt(30));
                if (wanted.containsKey(number)) {
                    continue;
                }
                List<String> work = new ArrayList<>();
                if (random.nextInt(8) == 0) {
                    rows.add(number + ",名　" + number + ",,,,退職");
                } else {
                    List<Integer> sections = random.ints(0, 40)
                            .distinct()
                            .limit(1 + random.nextInt(3))
                            .boxed()
                            .toList();
                    for (int j = 0; j < sections.size(); j++) {
                        String title = random.nextBoolean() ? "T" + random.nextInt(3) : "";
                        rows.add(
                                random.nextInt(rows.size() + 1),
                                number + ",名　" + number + ",S" + sections.get(j) + "," + title + ","
                                        + (j == 0 ? "本務" : "兼務") + ",在職");
                        work.add((j == 0 ? "PRIMARY" : "CONCURRENT") + " S" + sections.get(j)
                                + (title.isEmpty() ? "" : " " + title));
                    }
                }
                wanted.put(number, work);
            }
            ImportFile file = file("職員番号,氏名,所属コード,役職コード,本務・兼務,状態", rows);
            ImportPlan plan = ImportPlan.of(file, organization, effective);
            if (!plan.faults().isEmpty()) {
                assertEquals(List.of(), plan.operations());
                assertTrue(
                        plan.faults().stream().allMatch(fault -> fault.code().equals("organization.later-assignment")),
                        () -> plan.faults().toString());
                refused++;
                continue;
            }
            Organization after = organization.after(plan.operations());
            sound(after);
            for (Person person : after.people()) {
                Person was = organization.people().stream()
                        .filter(other -> other.staffNumber().equals(person.staffNumber()))
                        .findFirst()
                        .orElse(null);
                if (!wanted.containsKey(person.staffNumber())) {
                    assertEquals(was, person);
                    continue;
                }
                List<String> work = new ArrayList<>();
                for (Assignment assignment : person.on(effective)) {
                    String text = assignment.kind() + " " + assignment.sectionCode()
                            + (assignment.titleCode() == null ? "" : " " + assignment.titleCode());
                    // a file that says nothing of a title leaves it as it was
                    boolean untitled = wanted.get(person.staffNumber())
                            .contains(assignment.kind() + " " + assignment.sectionCode());
                    work.add(untitled ? assignment.kind() + " " + assignment.sectionCode() : text);
                }
                assertEquals(
                        wanted.get(person.staffNumber()).stream().sorted().toList(),
                        work.stream().sorted().toList());
                for (LocalDate earlier = START.minusDays(1);
                        earlier.isBefore(effective);
                        earlier = earlier.plusDays(1)) {
                    assertEquals(
                            was == null ? List.of() : plain(was.on(earlier)),
                            plain(person.on(earlier)),
                            "the past stays");
                }
            }
            ImportPlan again = ImportPlan.of(file, after, effective);
            assertEquals(List.of(), again.faults());
            assertEquals(List.of(), again.changes());
            assertEquals(List.of(), again.operations());
            assertEquals(wanted.size(), again.counts().unchanged());
            organization = after;
            applied++;
        }
        assertTrue(applied > 150 && refused > 5, applied + " applied, " + refused + " refused");
    }

    @Test
    void sections_end_up_as_their_file_says() {
        Organization organization = city(40);
        int applied = 0;
        LocalDate day = START;
        for (int round = 0; round < 400; round++) {
            day = day.plusDays(random.nextInt(3));
            Map<String, String> wanted = new HashMap<>();
            List<String> rows = new ArrayList<>();
            for (int i = random.nextInt(5) + 1; i > 0; i--) {
                String code = "S" + random.nextInt(50);
                String parent = random.nextInt(6) == 0 ? "" : "S" + random.nextInt(50);
                boolean ends = random.nextInt(6) == 0;
                if (wanted.putIfAbsent(code, ends ? "" : parent + "/名" + round + "/" + i) == null) {
                    rows.add(code + ",名" + round + "," + parent + "," + i + "," + (ends ? day.minusDays(1) : ""));
                }
            }
            ImportFile file = file("コード,名称,上位コード,表示順,終了日", rows);
            ImportPlan plan = ImportPlan.of(file, organization, day);
            if (!plan.faults().isEmpty()) {
                assertEquals(List.of(), plan.operations());
                continue;
            }
            Organization after = organization.after(plan.operations());
            sound(after);
            SectionTree tree = SectionTree.on(after, day);
            SectionTree before = SectionTree.on(organization, day);
            wanted.forEach((code, text) -> {
                SectionTree.Node node = tree.get(code);
                assertEquals(
                        text,
                        node == null
                                ? ""
                                : (node.parent() == null ? "" : node.parent()) + "/" + node.name() + "/"
                                        + node.order());
            });
            for (SectionTree.Node node : tree.nodes()) {
                assertTrue(
                        node.parent() == null || tree.get(node.parent()) != null && !tree.inCircle(node.code()),
                        "a tree");
                if (!wanted.containsKey(node.code())) {
                    assertEquals(before.get(node.code()), node);
                }
            }
            ImportPlan again = ImportPlan.of(file, after, day);
            assertEquals(List.of(), again.faults());
            assertEquals(List.of(), again.operations());
            assertEquals(wanted.size(), again.counts().unchanged());
            organization = after;
            applied++;
        }
        assertTrue(applied > 60, applied + " applied");
    }

    private static List<String> plain(List<Assignment> assignments) {
        return assignments.stream()
                .map(a -> a.kind() + " " + a.sectionCode() + " " + a.titleCode())
                .sorted()
                .toList();
    }

    private static ImportFile file(String headings, List<String> rows) {
        return ImportFile.read((headings + "\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What the tables demand. */
    private static void sound(Organization organization) {
        for (Person person : organization.people()) {
            List<Assignment> all = person.assignments();
            for (int i = 0; i < all.size(); i++) {
                assertTrue(all.get(i).until() == null
                        || all.get(i).from().isBefore(all.get(i).until()));
                for (int j = 0; j < i; j++) {
                    boolean alike = all.get(i).sectionCode().equals(all.get(j).sectionCode())
                            || all.get(i).kind() == AssignmentKind.PRIMARY
                                    && all.get(j).kind() == AssignmentKind.PRIMARY;
                    assertTrue(!alike || !all.get(i).overlaps(all.get(j)), () -> person.toString());
                }
            }
        }
        organization.sections().forEach(section -> {
            for (int i = 0; i < section.periods().size(); i++) {
                for (int j = 0; j < i; j++) {
                    Organization.Period one = section.periods().get(i);
                    Organization.Period other = section.periods().get(j);
                    assertTrue(
                            !(one.until() == null || other.from().isBefore(one.until()))
                                    || !(other.until() == null || one.from().isBefore(other.until())),
                            () -> section.toString());
                }
            }
        });
    }

    private Organization city(int size) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            rows.add("S" + i + ",課" + i + "," + (i == 0 ? "" : "S" + random.nextInt(i)) + "," + i + ",");
        }
        Organization empty = new Organization(
                List.of(),
                List.of(
                        new Organization.Title("T0", "部長", 0),
                        new Organization.Title("T1", "課長", 1),
                        new Organization.Title("T2", "主事", 2)),
                List.of());
        ImportPlan plan = ImportPlan.of(file("コード,名称,上位コード,表示順,終了日", rows), empty, START.minusYears(1));
        assertEquals(List.of(), plan.faults());
        return empty.after(plan.operations());
    }
}
