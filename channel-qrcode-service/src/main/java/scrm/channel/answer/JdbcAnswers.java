package scrm.channel.answer;

import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import scrm.channel.outcome.Answer;
import scrm.channel.outcome.Contact;
import scrm.messaging.JdbcTime;

@Repository
class JdbcAnswers implements Answers {
    private final JdbcTemplate template;

    JdbcAnswers(JdbcTemplate template) {
        this.template = template;
    }

    @Override
    public void add(List<Answer> answers) {
        // In one order everywhere, against deadlocks.
        template.batchUpdate(
                """
                INSERT INTO answer (corp_id, external_userid, userid, answered_at)
                VALUES (?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE answered_at = LEAST(answered_at, VALUES(answered_at))
                """,
                answers.stream()
                        .sorted(Comparator.comparing(JdbcAnswers::key))
                        .map(answer -> new Object[] {
                            answer.contact().corpId().value(),
                            answer.contact().externalUserId().value(),
                            answer.userId().value(),
                            JdbcTime.of(answer.at())
                        })
                        .toList());
    }

    private static String key(Answer answer) {
        Contact contact = answer.contact();
        return String.join(
                "\0",
                contact.corpId().value(),
                contact.externalUserId().value(),
                answer.userId().value());
    }
}
