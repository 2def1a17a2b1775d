package org.kairan.organization.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.kairan.core.time.BusinessDays;
import org.kairan.core.time.Closure;
import org.kairan.core.time.OfficeDays;
import org.kairan.organization.entity.ClosedDays;

/** Counts business days by the rules and by what the city has decided, read anew for each question: it is a handful of rows. */
@ApplicationScoped
public class CityBusinessDays implements BusinessDays {

    @Inject
    ClosedDays closedDays;

    @Override
    public Optional<Closure> closed(LocalDate day) {
        return now().closed(day);
    }

    @Override
    public Map<LocalDate, Closure> closed(LocalDate first, LocalDate last) {
        return now().closed(first, last);
    }

    @Override
    public LocalDate after(LocalDate day, int n) {
        return now().after(day, n);
    }

    @Override
    public LocalDate before(LocalDate day, int n) {
        return now().before(day, n);
    }

    private OfficeDays now() {
        return new OfficeDays(closedDays.decided());
    }
}
