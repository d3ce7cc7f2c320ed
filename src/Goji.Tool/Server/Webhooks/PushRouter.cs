using Goji.Tool.Server.Repositories;

namespace Goji.Tool.Server.Webhooks;

/// <summary>Asks for a pass over the repositories that a push is to.</summary>
internal sealed class PushRouter(RepositorySet repositories)
{
    /// <summary>Takes a push.</summary>
    public Answer Take(Push push)
    {
        var answers = To(push.Repositories)
            .Select(repository => (Repository: repository, Answer: repository.Get<PushFilter>().AnswerTo(push)))
            .ToList();
        foreach (var (repository, answer) in answers)
        {
            Follow(repository, answer);
        }

        return answers.Exists(item => item.Answer == Answer.Accepted) ? Answer.Accepted
            : answers is [var (_, first), ..] ? first
            : Answer.Ignored("it is to another repository");
    }

    /// <summary>Takes a delivery that describes no push.</summary>
    /// <param name="name">The name of the repository; empty for all.</param>
    public Answer Take(string name)
    {
        var meant = name.Length == 0 ? repositories.All : repositories.Find(name) is { } found ? [found] : [];
        foreach (var repository in meant)
        {
            Follow(repository, Answer.Accepted);
        }

        return meant.Count > 0 ? Answer.Accepted : Answer.Ignored("it names another repository");
    }

    private static void Follow(ServedRepository repository, Answer answer)
    {
        if (answer == Answer.Accepted)
        {
            repository.Get<PassSignal>().Request();
        }
    }

    /// <summary>
    /// The repositories that a payload means: by their whole addresses, else by their paths, as where the host has another name inside of
    /// the cluster.
    /// </summary>
    private List<ServedRepository> To(IReadOnlyList<string> named)
    {
        var addresses = named.Select(RepositoryAddress.Of).ToHashSet();
        var paths = addresses.Select(address => address.Path).ToHashSet();
        var exact = repositories.All.Where(repository => repository.Address is { } address && addresses.Contains(address)).ToList();
        var near = exact.Count > 0
            ? exact
            : [.. repositories.All.Where(repository => repository.Address is { } address && paths.Contains(address.Path))];

        // Of one that was cloned from a folder, or where a payload names none, nothing is known to compare.
        return near.Count > 0 ? near
            : repositories.Single is { } single && (single.Address is null or { Host: "" } || addresses.Count == 0) ? [single]
            : [];
    }
}
