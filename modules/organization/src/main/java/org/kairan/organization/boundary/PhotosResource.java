package org.kairan.organization.boundary;

import static org.kairan.core.rest.Open.To.SIGNED_IN;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.problem.Refused;
import org.kairan.core.problem.Refused.Fault;
import org.kairan.core.rest.Open;
import org.kairan.core.storage.Blobs;
import org.kairan.core.storage.FileOwner;
import org.kairan.core.storage.StoredFile;
import org.kairan.organization.OrganizationModule;
import org.kairan.organization.entity.Photos;
import org.kairan.organization.entity.Photos.Photo;
import org.kairan.organization.entity.Rosters;

/** Keeps the caller's photo, and shows everybody's to all who may look up colleagues. */
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Path("/organization/photos")
public class PhotosResource implements FileOwner {

    private static final String KIND = "photo";
    private static final String OWN = "it is the caller's own";

    /** Those that storage makes small pictures of. */
    private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/bmp");

    private static final long MOST_BYTES = 10L << 20;

    /** @param upload a finished upload of the caller's */
    public record NewPhoto(UUID upload) {}

    /** @param file what storage shows it by */
    public record PhotoDetail(String file) {}

    @Inject
    Photos photos;

    @Inject
    Rosters rosters;

    @Inject
    Blobs blobs;

    @Inject
    Caller caller;

    /** Lets an upload be the caller's photo; the one before is let go. */
    @PUT
    @Transactional
    @Open(value = SIGNED_IN, because = OWN)
    public PhotoDetail put(NewPhoto in) {
        if (in == null || in.upload() == null) {
            throw Refused.invalid("core.invalid");
        }
        var id = photos.next();
        var file = blobs.claim(in.upload(), caller.person(), ref(id));
        if (!TYPES.contains(file.type())) {
            throw refused("organization.photo-no-picture", Map.of());
        }
        if (file.size() > MOST_BYTES) {
            throw refused("organization.photo-too-big", Map.of("max", MOST_BYTES >> 20));
        }
        photos.replace(new Photo(id, caller.person(), file)).ifPresent(this::release);
        return new PhotoDetail(ref(id).toString());
    }

    @DELETE
    @Transactional
    @Open(value = SIGNED_IN, because = OWN)
    public void delete() {
        photos.remove(caller.person()).ifPresent(this::release);
    }

    @Override
    public ModuleId module() {
        return OrganizationModule.ID;
    }

    @Override
    public Optional<StoredFile> file(Ref file, Caller reader) {
        return file.kind().equals(KIND)
                ? photos.find(file.id())
                        .filter(photo -> rosters.today()
                                .member(photo.person())
                                .filter(member -> !member.current().isEmpty())
                                .isPresent())
                        .map(Photo::file)
                : Optional.empty();
    }

    static Ref ref(long id) {
        return new Ref(OrganizationModule.ID, KIND, id);
    }

    private void release(Photo before) {
        blobs.release(before.file().blob(), ref(before.id()));
    }

    private static Refused refused(String code, Map<String, ?> args) {
        return new Refused(Refused.Kind.INVALID, code, args, List.of(new Fault("upload", code, args)));
    }
}
