using Goji.Tool.Server.Passes;
using Goji.Tool.Server.Repositories;

namespace Goji.Tool.Server.Webhooks;

/// <summary>Asks for a pass over the repositories that a push is to.</summary>
internal sealed class PushRouter(RepositorySet repositories)
{
    /// <summary>Takes a push.</summary>
    public DeliveryResponse Take(Push push)
    {
        var responses = To(push.Repositories)
            .Select(repository => (Repository: repository, Response: repository.Get<PushFilter>().ResponseTo(push)))
            .ToList();
        foreach (var (repository, response) in responses)
        {
            Follow(repository, response);
        }

        return responses.Exists(item => item.Response == DeliveryResponse.Accepted) ? DeliveryResponse.Accepted
            : responses is [var (_, first), ..] ? first
            : DeliveryResponse.Ignored("it is to another repository");
    }

    /// <summary>Takes a delivery that describes no push.</summary>
    /// <param name="name">The name of the repository; empty for all.</param>
    public DeliveryResponse Take(string name)
    {
        var meant = name.Length == 0 ? repositories.All : repositories.Find(name) is { } found ? [found] : [];
        foreach (var repository in meant)
        {
            Follow(repository, DeliveryResponse.Accepted);
        }

        return meant.Count > 0 ? DeliveryResponse.Accepted : DeliveryResponse.Ignored("it names another repository");
    }

    private static void Follow(ServedRepository repository, DeliveryResponse response)
    {
        if (response == DeliveryResponse.Accepted)
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
