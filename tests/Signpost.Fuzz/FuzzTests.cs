using System.Globalization;

namespace Signpost.Fuzz;

/// <summary>Every parser of strangers' bytes, fed with its corpus and with damaged copies of it. <c>SIGNPOST_FUZZ_ROUNDS</c> makes it longer.</summary>
public sealed class FuzzTests
{
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("SIGNPOST_FUZZ_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 4000;

    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Garbage_is_refused_and_never_thrown_at_the_caller(string name)
    {
        var target = FuzzTarget.All.Single(one => one.Name == name);
        var corpus = target.Corpus();
        Assert.NotEmpty(corpus);

        for (var round = 0; round < Rounds; round++)
        {
            var input = round < corpus.Count ? corpus[round] : new Mutator(round).Mutate(corpus[round % corpus.Count]);
            try
            {
                target.Feed(input);
            }
            catch (Exception bug)
            {
                Assert.Fail($"{name} threw {bug.GetType().Name} in round {round} at {Convert.ToHexString(input)}: {bug}");
            }
        }
    }
}
