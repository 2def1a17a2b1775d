package org.kairan.demo.city;

import java.time.LocalDate;

/** What a section was called and where it stood from one day to another; until is exclusive, null means open. */
public record SectionPeriod(int sectionId, int parentId, String name, int order, LocalDate from, LocalDate until) {}
