package example.days;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.kairan.core.rest.Open;

/** Lets the test say that days have passed. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Path("/days")
public class DaysResource {

    public record Passing(long seconds) {}

    @Inject
    ForwardClock clock;

    @POST
    @Open(value = Open.To.ANYONE, because = "only a test has this module, and its own sessions end as the days pass")
    public void pass(Passing in) {
        clock.forward(Duration.ofSeconds(in.seconds()));
    }
}
