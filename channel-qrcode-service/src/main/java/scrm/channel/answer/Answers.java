package scrm.channel.answer;

import java.util.List;

import scrm.channel.outcome.Answer;

/** When contacts first wrote to members. */
interface Answers {
    /** Takes them down; the earliest stays, in whichever order they come. */
    void add(List<Answer> answers);
}
