using System.CommandLine;

namespace Signpost.Cli;

/// <summary><c>signpost completion SHELL</c>: scripts that ask signpost itself, by the <c>[suggest]</c> directive, what may come next.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _signpost() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(signpost "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _signpost signpost
        """;

    private const string Zsh = """
        #compdef signpost
        _signpost() {
          local -a words_
          words_=("${(@f)$(signpost "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -a words_ || _files
        }
        compdef _signpost signpost
        """;

    private const string Fish = """
        complete -c signpost -a '(signpost "[suggest:"(commandline -C)"]" (commandline -p | string collect) 2>/dev/null)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName signpost -ScriptBlock {
          param($word, $line, $position)
          signpost "[suggest:$position]" "$line" | Where-Object { $_ -like "$word*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;

    public static Command Create(Screen screen)
    {
        var shell = new Argument<string>("SHELL");
        shell.CompletionSources.Add("bash", "zsh", "fish", "pwsh");
        var command = new Command("completion") { Arguments = { shell } };
        command.SetAction(given =>
        {
            screen.Print(given.GetValue(shell) switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                "fish" => Fish,
                "pwsh" => PowerShell,
                var other => throw new UsageException($"no completion for '{other}': bash, zsh, fish or pwsh"),
            });
            return ExitCode.Found;
        });
        return command;
    }
}
