using CsCheck;
using Signpost.Server.Mailboxes;
using Signpost.Tests.Fakes;

namespace Signpost.Server.Tests.Mailboxes;

/// <summary>What holds whoever asks, in whatever order, and however the directory behaves.</summary>
public sealed class RecollectionLawTests
{
    private static readonly RecollectionTerms Terms = new(TimeSpan.FromMinutes(5), TimeSpan.FromHours(2), 100);

    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(5);

    private static Gen<Behaviour> AnyBehaviour { get; } = Gen.Select(Gen.Int[0, 8000], Gen.Int[0, 9]).Select((milliseconds, kind) =>
        new Behaviour(TimeSpan.FromMilliseconds(Math.Min(milliseconds, 5000)), kind switch { < 5 => Standing.Known, < 7 => Standing.Nothing, _ => Standing.Away }));

    // Seconds to hours between two questions, often near the ages where the rules change.
    private static Gen<Question> AnyQuestion { get; } = Gen.Select(
        Gen.OneOf(Gen.Int[0, 3], Gen.Int[200, 330], Gen.Int[590, 610], Gen.Int[0, 9000]), Gen.Int[0, 3], AnyBehaviour, (seconds, key, behaviour) =>
            new Question(TimeSpan.FromSeconds(seconds), key, behaviour));

    [Fact]
    public void No_answer_is_too_old_no_key_is_asked_for_twice_at_once_and_no_remembered_one_keeps_waiting() =>
        AnyQuestion.Array[1, 40].Sample(questions => new Run(questions).Holds(), iter: 2000);

    private sealed record Behaviour(TimeSpan Takes, Standing Standing);

    private sealed record Question(TimeSpan Wait, int Key, Behaviour Behaviour);

    private sealed record Answer(Standing Standing, TimeSpan At);

    private sealed class Run(Question[] questions)
    {
        private readonly VirtualTime time = new();
        private readonly Dictionary<int, int> flights = [];
        private readonly Dictionary<int, Answer> last = [];
        private readonly List<string> broken = [];
        private Behaviour behaviour = questions[0].Behaviour;

        public bool Holds()
        {
            time.Run(async () =>
            {
                var recollection = new Recollection<int, Answer>(Terms, time, AskAsync, answer => answer.Standing, (_, _) => false);
                var all = new List<Task>();
                foreach (var question in questions)
                {
                    await Task.Delay(question.Wait, time, TestContext.Current.CancellationToken);
                    behaviour = question.Behaviour;
                    all.Add(JudgeAsync(recollection, question.Key));
                }

                await Task.WhenAll(all);
                await recollection.DisposeAsync();
                return true;
            });
            return broken is [] ? true : throw new InvalidOperationException(string.Join("; ", broken));
        }

        private async Task JudgeAsync(Recollection<int, Answer> recollection, int key)
        {
            var (asked, before) = (time.Elapsed, last.GetValueOrDefault(key));
            var answer = await recollection.RecallAsync(key, TestContext.Current.CancellationToken);

            var took = time.Elapsed - asked;
            if (answer.Standing is not Standing.Away && time.Elapsed - answer.At > Terms.StaleFor + Terms.Patience)
            {
                broken.Add($"an answer of {time.Elapsed - answer.At}");
            }

            if (answer.Standing is Standing.Nothing && asked - answer.At > Terms.FreshFor + Terms.Patience)
            {
                broken.Add($"nothing, known for {asked - answer.At}");
            }

            var (fresh, stale) = before?.Standing is Standing.Nothing ? (Terms.FreshFor / 10, Terms.FreshFor) : (Terms.FreshFor, Terms.StaleFor);
            var limit = before is null || asked - before.At >= stale ? TimeOut : asked - before.At < fresh * 2 ? TimeSpan.Zero : Terms.Patience;
            if (took > limit)
            {
                broken.Add($"waited for {took}, an answer of {asked - before?.At} being there");
            }
        }

        private async Task<Answer> AskAsync(int key, CancellationToken cancellationToken)
        {
            var mine = behaviour;
            flights[key] = flights.GetValueOrDefault(key) + 1;
            if (flights[key] > 1)
            {
                broken.Add("two questions at once");
            }

            await Task.Delay(mine.Takes, time, cancellationToken);
            flights[key]--;
            var answer = new Answer(mine.Standing, time.Elapsed);
            if (mine.Standing is not Standing.Away)
            {
                last[key] = answer;
            }

            return answer;
        }
    }
}
