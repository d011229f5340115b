"""Measures of sharpness and variety of images by NumPy and SciPy. Run: python image-metrics.py"""
import json, pathlib
import numpy as np, scipy
from scipy.ndimage import gaussian_filter
from scipy.signal import convolve2d

rng = np.random.default_rng(28)
kernel = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])


def images(count, height, width, blur):
    noise = np.array([gaussian_filter(rng.random((height, width)), blur, mode="wrap") for _ in range(count)])
    return ((noise - noise.min()) / np.ptp(noise)).astype(np.float32)


def high_share(image, cutoff):
    energy = np.abs(np.fft.fft2(image - image.mean())) ** 2
    radius = np.hypot(np.fft.fftfreq(image.shape[0])[:, None], np.fft.fftfreq(image.shape[1])[None])
    return energy[radius > cutoff * (1 + 1e-12)].sum() / energy.sum()


def gradient(image):
    return np.hypot(*np.gradient(image)).mean()


def estimate(values):
    return {"measured": np.mean(values), "standardError": np.std(values, ddof=1) / np.sqrt(len(values))}


cases = []
for count, height, width, blur in ((5, 8, 8, 0.3), (4, 7, 12, 1), (3, 15, 5, 2), (2, 3, 3, 0), (6, 28, 28, 1.5)):
    stored = images(count, height, width, blur)
    x = stored.astype(float)
    cases.append({
        "count": count, "height": height, "width": width, "values": [float(str(v)) for v in stored.ravel()],
        "laplacianVariance": estimate([convolve2d(image, kernel, mode="valid").var() for image in x]),
        "gradientMagnitude": estimate([gradient(image) for image in x]),
        "highFrequencyEnergyShare": [{"cutoff": c, **estimate([high_share(image, c) for image in x])}
                                     for c in (0, 0.1, 0.25, 0.4, 0.6)],
        "pixelVariance": estimate(((x - x.mean(0)) ** 2).sum((1, 2))),
    })
    assert np.isclose(cases[-1]["pixelVariance"]["measured"], x.var(0).sum())
versions = {"numpy": np.__version__, "scipy": scipy.__version__}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"versions": versions, "cases": cases}) + "\n")
