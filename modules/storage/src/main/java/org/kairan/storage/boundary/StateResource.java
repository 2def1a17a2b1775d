package org.kairan.storage.boundary;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.NotFound;
import org.kairan.storage.Limits;
import org.kairan.storage.StorageModule;
import org.kairan.storage.entity.BlobFiles;
import org.kairan.storage.entity.BlobRows;
import org.kairan.storage.entity.BlobRows.Check;

/** Tells administrators how much is kept and whether it is checked for viruses. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/storage/state")
public class StateResource {

    /**
     * What is kept, in numbers.
     *
     * @param files contents, each counted once
     * @param held in bytes, as if each thing that holds content had its own copy
     * @param room in bytes, what may still be uploaded; absent where there is no folder
     * @param scanner address of the virus scanner; absent without one
     * @param scannerFault why it did not answer when it was last needed
     */
    public record StorageState(
            long files,
            long bytes,
            long held,
            long uploads,
            Optional<Long> room,
            Optional<String> scanner,
            Optional<String> scannerFault,
            long waiting,
            long unchecked,
            long infected,
            long tooBigToCheck) {}

    @Inject
    BlobRows blobs;

    @Inject
    BlobFiles blobFiles;

    @Inject
    Limits limits;

    @Inject
    Upkeep upkeep;

    @Inject
    Caller caller;

    @GET
    public StorageState state() {
        if (!caller.may(StorageModule.ADMINISTER)) {
            throw new NotFound();
        }
        var totals = blobs.totals();
        return new StorageState(
                totals.blobs(),
                totals.bytes(),
                totals.held(),
                totals.uploads(),
                limits.data().map(folder -> Math.max(0, blobFiles.room())),
                limits.clamd(),
                upkeep.scannerFault(),
                totals.checks().getOrDefault(Check.WAITING, 0L),
                totals.checks().getOrDefault(Check.UNCHECKED, 0L),
                totals.checks().getOrDefault(Check.INFECTED, 0L),
                totals.checks().getOrDefault(Check.TOO_BIG, 0L));
    }
}
