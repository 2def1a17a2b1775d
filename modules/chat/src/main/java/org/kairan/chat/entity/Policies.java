package org.kairan.chat.entity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Keeps the one policy of chat as its JSON text. */
@ApplicationScoped
public class Policies {

    public record Kept(int version, String body) {}

    @Inject
    Jdbi jdbi;

    /** Gives it as it was last set; empty if it never was. */
    public Optional<Kept> find() {
        return jdbi.withHandle(h -> h.createQuery("select version, body from chat.policy")
                .map((rs, c) -> new Kept(rs.getInt("version"), rs.getString("body")))
                .findOne());
    }

    /** Sets it if its version is still this one, 0 for never set; false if it has been set meanwhile. */
    public boolean set(String body, int version) {
        return jdbi.withHandle(h -> h.createUpdate(
                                version == 0
                                        ? "insert into chat.policy (body) select cast(:body as jsonb) where :version = 0 on conflict do nothing"
                                        : "update chat.policy set body = cast(:body as jsonb), version = version + 1 where version = :version")
                        .bind("body", body)
                        .bind("version", version)
                        .execute()
                == 1);
    }
}
