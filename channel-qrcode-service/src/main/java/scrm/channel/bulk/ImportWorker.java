package scrm.channel.bulk;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

import scrm.channel.livecode.OpenPlainLiveCode;
import scrm.channel.livecode.PlainLiveCode;
import scrm.messaging.job.Job;
import scrm.messaging.job.JobHandler;
import scrm.rest.InvalidRequest;

/** Opens the live codes of a file, a lot in each transaction; WeCom makes them one after the other, at its own pace. */
@Component
class ImportWorker implements JobHandler<ImportLiveCodes> {
    private static final int LOT = 50;

    private final OpenPlainLiveCode openLiveCode;

    ImportWorker(OpenPlainLiveCode openLiveCode) {
        this.openLiveCode = openLiveCode;
    }

    @Override
    public String kind() {
        return ImportLiveCodes.KIND;
    }

    @Override
    public Class<ImportLiveCodes> parametersType() {
        return ImportLiveCodes.class;
    }

    @Override
    public Slice next(Position<ImportLiveCodes> position) {
        List<PlainLiveCode> all = position.parameters().liveCodes();
        int from = position.checkpoint().isEmpty() ? 0 : Integer.parseInt(position.checkpoint());
        int until = Math.min(from + LOT, all.size());
        List<PlainLiveCode> sound = new ArrayList<>();
        List<Job.Failure> failures = new ArrayList<>();
        for (PlainLiveCode liveCode : all.subList(from, until)) {
            try {
                openLiveCode.check(position.corpId(), liveCode); // its channel may be gone since
                sound.add(liveCode);
            } catch (InvalidRequest e) {
                failures.add(new Job.Failure(
                        liveCode.name(), e.problem().errors().getFirst().code()));
            }
        }
        Slice slice = until == all.size()
                ? Slice.last(sound.size(), failures)
                : Slice.upTo(Integer.toString(until), sound.size(), failures);
        return slice.with(() -> sound.forEach(liveCode -> openLiveCode.open(position.corpId(), liveCode)));
    }
}
