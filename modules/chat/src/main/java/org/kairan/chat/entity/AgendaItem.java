package org.kairan.chat.entity;

/** A matter that a meeting deals with; {@code closed} when it is done. */
public record AgendaItem(long id, String title, boolean closed) {}
