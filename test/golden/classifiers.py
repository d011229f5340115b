"""Logistic regression and discriminant analysis by scikit-learn; covariances without bias by NumPy and SciPy.

Run: python classifiers.py > classifiers.json   (numpy 2, scipy 1.17, scikit-learn 1.9)
"""
import json

import numpy as np
from scipy.stats import multivariate_normal
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression

random = np.random.default_rng(17)
labels = np.repeat([0, 1, 2], [40, 30, 20])
centres = np.array([[0, 0, 5], [1.5, 1, 5], [0, 2, 6]])
points = np.round(centres[labels] + random.standard_normal((90, 3)) @ [[1, 0.4, 0], [0, 1, 0], [0.2, 0, 0.7]], 6)
places = np.round(points[::9] + random.standard_normal((10, 3)), 6)
two = labels < 2


def logistic(name, x, y, penalty):
    c = 1 / penalty if penalty else np.inf
    model = LogisticRegression(C=c, solver="newton-cholesky" if len(set(y)) == 2 else "lbfgs", tol=1e-13, max_iter=10**5)
    model.fit(x, y)
    return {
        "name": name, "classes": len(set(y)), "penalty": penalty, "coefficients": model.coef_.ravel().tolist(),
        "intercepts": model.intercept_.tolist(), "probabilities": model.predict_proba(places).ravel().tolist(),
    }


def discriminant(name, model, options):
    model.fit(points, labels)
    return {"name": name, "options": options, "probabilities": model.predict_proba(places).ravel().tolist()}


def unbiased(name, covariances, options):
    """Bayes' rule by hand: scikit-learn divides by n."""
    means = [points[labels == k].mean(0) for k in range(3)]
    shares = np.bincount(labels) / len(labels)
    joint = np.stack([
        share * multivariate_normal.pdf(places, mean, covariance)
        for share, mean, covariance in zip(shares, means, covariances)
    ], 1)
    probabilities = joint / joint.sum(1, keepdims=True)
    return {"name": name, "options": options, "probabilities": probabilities.ravel().tolist()}


own = [np.cov(points[labels == k].T) for k in range(3)]
shared = sum((np.sum(labels == k) - 1) * own[k] for k in range(3)) / (len(labels) - 3)
priors = [0.2, 0.3, 0.5]
print(json.dumps({
    "points": points.tolist(), "labels": labels.tolist(), "places": places.tolist(),
    "logistic": [
        logistic(name, x, y, penalty)
        for name, x, y in [("two classes", points[two], labels[two]), ("three classes", points, labels)]
        for penalty in [0, 0.5, 20]
    ],
    "discriminant": [
        discriminant("LDA", LinearDiscriminantAnalysis(solver="lsqr"), {}),
        discriminant("LDA, priors", LinearDiscriminantAnalysis(priors=priors), {"priors": priors}),
        discriminant("QDA", QuadraticDiscriminantAnalysis(), {"covariance": "own"}),
        discriminant(
            "QDA, priors", QuadraticDiscriminantAnalysis(priors=priors), {"covariance": "own", "priors": priors}
        ),
        unbiased("shared covariance, unbiased", [shared] * 3, {"unbiased": True}),
        unbiased("own covariances, unbiased", own, {"covariance": "own", "unbiased": True}),
    ],
}))
