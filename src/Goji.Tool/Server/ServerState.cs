namespace Goji.Tool.Server;

/// <summary>What the rest of the server knows of the passes.</summary>
internal sealed class ServerState(GojiOptions options)
{
    private volatile GojiReport? newest;
    private volatile GojiHistory? history;
    private volatile bool isCloned;
    private volatile string problem = "The jobs repository is not cloned yet.";

    /// <summary>The newest report of a successful pass; null before the first.</summary>
    public GojiReport? Newest => newest;

    /// <summary>Every job of the repository, as of the newest look at it; null before the first.</summary>
    public GojiHistory? History => history;

    /// <summary>The branch that jobs are queued on; null while it is not known.</summary>
    public string? Branch => newest?.Branch ?? options.Branch;

    /// <summary>Why no pass can be relied on; empty where one can.</summary>
    public string Problem => problem;

    /// <summary>Whether a pass has succeeded since the server started.</summary>
    public bool HasWorked => newest is not null;

    /// <summary>Raised after every change.</summary>
    public event Action? Changed;

    public void Succeeded(GojiReport report, GojiHistory jobs)
    {
        newest = report;
        history = jobs;
        problem = "";
        Changed?.Invoke();
    }

    /// <summary>Takes notice of a look at the repository that was no pass.</summary>
    public void Seen(GojiHistory jobs)
    {
        history = jobs;
        Changed?.Invoke();
    }

    public void Cloned()
    {
        isCloned = true;
        problem = "The first pass is not done yet.";
    }

    public void Failed()
    {
        problem = isCloned ? "The newest pass failed." : "The jobs repository could not be cloned.";
        Changed?.Invoke();
    }
}
